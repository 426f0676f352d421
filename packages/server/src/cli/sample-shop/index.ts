// The public face of the sample shop: the simulation, its loader, how it asks the API, and the progress bar that the command shows.
export { type LoadOptions, type LoadProgress, type LoadResult, loadSampleShop } from './loader.ts';
export type { Message } from './message.ts';
export { type Progress, type ProgressBar, type ProgressBarOptions, progressBar } from './progress-bar.ts';
export { type Api, openApi } from './server-api.ts';
export { simulateSampleShop } from './simulate.ts';
