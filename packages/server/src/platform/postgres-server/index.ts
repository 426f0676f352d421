// The embedded PostgreSQL: started, kept running and stopped with Rapport, on the files of one data directory.
export { type Binaries, findBinaries } from './binaries.ts';
export {
  type PostgresConnection,
  type PostgresServer,
  type PostgresServerOptions,
  startPostgresServer,
} from './server.ts';
export { type Settings, settingsForThrowAwayData } from './settings.ts';
