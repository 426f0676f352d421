// How the scripts are built: each one file without imports, which any page can load with one <script>.
import { defineConfig } from 'vite';

const toScript = (entry: string, name: string, file: string) => ({
  lib: { entry, name, formats: ['iife' as const], fileName: () => file },
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
    // The second leaves in place what the first has built.
    sdk: {
      consumer: 'client',
      build: { ...toScript('src/sdk/index.ts', 'Rapport', 'rapport.js'), emptyOutDir: false },
    },
  },
});
