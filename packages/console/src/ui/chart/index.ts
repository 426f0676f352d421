// Charts of the console: over time, of ranks, and the shape of an hour. What draws them is loaded with the first of them.
export { RankChart, type RankRow } from './rank-chart.tsx';
export { Spark } from './spark.tsx';
export { TimeChart } from './time-chart.tsx';
