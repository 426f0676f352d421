// How the card is built: one file without imports, which any page can load with one <script>.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2022',
    lib: {
      entry: 'src/card/index.ts',
      formats: ['iife'],
      name: 'RapportView',
      fileName: () => 'rapport-view.js',
    },
  },
});
