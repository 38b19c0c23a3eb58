import { createRequire } from 'node:module';
import type { Chart } from '../../../../src/domain/surface/chart.ts';
import { svgOf } from './svg-of.ts';

/** Machines that run servers often have no fonts: these come with the program. */
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/**
 * A chart as a PNG of at most 960 × 420 pixels, below 200 kB. It is drawn outside of the main thread; the rasteriser is
 * loaded with the first picture.
 */
export async function pictureOf(chart: Chart): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const rendered = await renderAsync(svgOf(chart), {
    font: {
      loadSystemFonts: false,
      fontFiles: fonts.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`)),
      defaultFontFamily: 'DejaVu Sans',
    },
    logLevel: 'off',
  });
  return rendered.asPng();
}
