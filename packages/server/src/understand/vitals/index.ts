// How a shop does, day by day: what it sells, who comes, and which segments grow.
export { registerVitalsRoute, vitalsQuery } from './routes.ts';
