// What filters know beside the value: for whom a text is filled, and when.
import type { Context } from 'liquidjs';

export type Filling = {
  /** BCP 47: of numbers, amounts and dates. */
  locale: string;
  /** IANA. */
  timeZone: string;
  /** Milliseconds since 1970: what `now` is. */
  at: number;
};

const register = 'filling';

export const setFilling = (context: Context, filling: Filling): void => {
  context.setRegister(register, filling);
};
export const getFilling = (context: Context): Filling => context.getRegister(register) as unknown as Filling;
