// Charts of the console: small, in plain SVG.
export { type Bar, BarChart } from './bar-chart.tsx';
export { Spark } from './spark.tsx';
