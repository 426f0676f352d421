// How the console is built (into dist/, which the server serves) and run while working on it (proxied to a server).
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.CONSOLE_PROXY ?? 'http://127.0.0.1:3141';
const proxy = { '/api': server, '/v1': server, '/health': server };

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 3142, proxy },
  preview: { host: '127.0.0.1', port: 3143, proxy },
  build: {
    target: 'es2023',
    rolldownOptions: {
      output: {
        // The libraries change rarely and the pages often: apart, a new version of a page does not refetch React.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules[\\/](react|react-dom|scheduler|react-i18next|i18next|@tanstack[\\/](react-router|router-core|history|react-query|query-core|react-store|store))[\\/]/,
              priority: 3,
            },
            // What draws charts is large, and comes with the first of them.
            { name: 'drawing', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            // The component set in one piece, because every page uses most of it; the table comes with the lists.
            {
              name: 'set',
              test: /node_modules[\\/](@mantine|@floating-ui|@tabler)[\\/]|src[\\/](api|ui(?![\\/](table|chart)))[\\/]/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
});
