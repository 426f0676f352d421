// How the engine has to work for its answers to be exact.
import type { ClickHouseSettings } from '@clickhouse/client';

export const querySettings: ClickHouseSettings & Record<string, unknown> = {
  // Numbers as JavaScript reads them, to the last bit.
  precise_float_parsing: 1,
  output_format_json_escape_forward_slashes: 0,
};
