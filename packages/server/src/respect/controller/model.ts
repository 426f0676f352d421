// What the record of processing activities tells of the controller. As in GDPR 30 (1) (a) and (g).
import { z } from 'zod';

const line = z.string().trim().min(1).max(200).nullable().default(null);
const passage = z.string().trim().min(1).max(1000).nullable().default(null);
const email = z.email().max(254).nullable().default(null);

export const controllerBody = z.strictObject({
  name: line.describe('As in a contract; the name of the workspace, where it is left out.'),
  address: passage,
  email,
  phone: line,
  joint_controllers: passage.describe('Who decides together with you, and how to reach them.'),
  representative: passage.describe('In the Union, of a controller elsewhere.'),
  dpo_name: line.describe('The data protection officer.'),
  dpo_email: email,
  measures: z
    .array(z.string().trim().min(1).max(300))
    .max(100)
    .default([])
    .describe('Of security, beyond those that this server takes by itself.'),
});

export type ControllerDetails = z.output<typeof controllerBody>;
export type Controller = ControllerDetails & { changed_at: Date | null; changed_by: string | null };

export const nothingTold: ControllerDetails = controllerBody.parse({});
