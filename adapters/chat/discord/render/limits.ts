/** What a message may hold. Source: https://discord.com/developers/docs/resources/message#create-message */
export const limits = {
  content: 2000,
  title: 200,
  field: 400,
  rows: 5,
  buttonsPerRow: 5,
  label: 80,
  customId: 100,
  option: 100,
  placeholder: 150,
  options: 25,
  files: 10,
  /** Bytes of one file, and of all files of a request together. */
  file: 10 * 1024 * 1024,
  total: 25 * 1024 * 1024,
  nonce: 25,
  threadName: 100,
  /** An output that is no longer than this stands in the message whole, if there is room. */
  shownOutput: 1200,
} as const;

/** Flags of messages that drover sets. Source: https://discord.com/developers/docs/resources/message#message-object-message-flags */
export const flags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6 } as const;
