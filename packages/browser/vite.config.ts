// How the scripts are built: each one file without imports, which any page can load with one <script>.
import { defineConfig } from 'vite';

const toScript = (entry: string, name: string, file: string) => ({
  lib: { entry, name, formats: ['iife' as const], fileName: () => file },
});

/** It leaves in place what those before it have built. */
const addScript = (entry: string, file: string) => ({
  consumer: 'client' as const,
  build: { ...toScript(entry, 'Rapport', file), emptyOutDir: false },
});

export default defineConfig({
  build: { target: 'es2022' },
  builder: {
    async buildApp(builder) {
      for (const one of Object.values(builder.environments)) await builder.build(one);
    },
  },
  environments: {
    client: { build: toScript('src/card/index.ts', 'RapportView', 'rapport-view.js') },
    sdk: addScript('src/sdk/index.ts', 'rapport.js'),
    bannerPreview: addScript('src/banner/preview.ts', 'rapport-banner-preview.js'),
    askPreview: addScript('src/asking/preview.ts', 'rapport-ask-preview.js'),
    pushWorker: addScript('src/push/worker.ts', 'rapport-push.js'),
    pushSubscribe: {
      consumer: 'client',
      build: {
        ...toScript('src/push/subscribe.ts', 'rapportPush', 'rapport-push-subscribe.js'),
        emptyOutDir: false,
      },
    },
    sdkThatAsks: addScript('src/sdk-that-asks.ts', 'rapport-asking.js'),
  },
});
