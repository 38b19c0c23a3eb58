/** Text without the user part of web addresses (`https://name:token@host` → `https://host`). */
export const hideCredentials = (text: string): string => text.replaceAll(/\b(https?:\/\/)[^\s/@]*@/gi, '$1');
