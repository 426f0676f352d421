// Who gets which arm of an experiment, and who is left without a message to compare with.
//
// An arm is a matter of the campaign and the person alone: whoever is asked about twice, by another server, after a crash, or in the
// next run gets the same one. So nothing has to be kept to be sure, and people keep their arm over all runs of a campaign. Another
// campaign divides them anew, independently of this one.
import { createHash } from 'node:crypto';

export type Arm = { name: string; weight: number };
export type Experiment = { arms: readonly Arm[]; holdout: number };

/** The name of those who get nothing. */
export const heldOut = 'held_out';

/** Null: everybody gets the same. `holdout` in percent; weights divide the rest. */
export function assignArm(
  { arms, holdout }: Experiment,
  campaignId: number,
  profileId: number,
): string | null {
  // Two independent draws: another holdout does not move people between arms.
  const digest = createHash('sha256').update(`campaign ${campaignId} profile ${profileId}`).digest();
  if (toShare(digest, 0) * 100 < holdout) return heldOut;
  const whole = arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = toShare(digest, 8) * whole;
  for (const { name, weight } of arms) {
    left -= weight;
    if (left < 0) return name;
  }
  return arms.at(-1)?.name ?? null;
}

/** At least 0 and less than 1, of 48 bits. */
const toShare = (digest: Buffer, from: number): number => digest.readUIntBE(from, 6) / 2 ** 48;
