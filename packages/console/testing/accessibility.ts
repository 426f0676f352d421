// axe on a page: what it calls serious or critical, in words that say where.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that another theme can break. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/** One line for each serious or critical finding, of some rules or of all; empty when there is none. */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const results = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<AxeResults> };
    };
    return axe.run(document, { resultTypes: ['violations'], ...(runOnly && { runOnly }) });
  }, rules);
  return results.violations
    .filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
    .flatMap((finding) =>
      finding.nodes
        .slice(0, 3)
        .map((node) => `${finding.id}: ${node.failureSummary} ${node.html.slice(0, 160)}`),
    );
}
