// What goes wrong on a page of a test: errors that nobody caught, and what its policy forbade.
import type { Page } from 'playwright-core';

/** They are added to `faults` as they come. */
export function watchFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
}
