// The public face of the storefront.
export { openStorefront, type Storefront, type StorefrontOptions } from './server.ts';
