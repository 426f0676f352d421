// The built-in outbox: mails that nobody has to set anything up for, and that leave the house by no wire. A newcomer sees there what
// would have been sent.
import { z } from 'zod';
import type { Provider } from '../channel.ts';
import type { RenderedMail } from './content.ts';

export const outbox: Provider<Record<string, never>, RenderedMail> = {
  slug: 'outbox',
  settings: z.strictObject({}),
  secrets: [],
  isIdempotent: true,
  concurrency: 20,
  async open(_settings, { db, workspaceId }) {
    return {
      async send({ id, profileId, to, rendered, links, language, brand, at }, hand) {
        const mail = {
          from: rendered.fromName ?? brand.name,
          to: to.value,
          subject: rendered.subject,
          html: rendered.html,
          text: rendered.text,
          headers: {
            'Content-Language': language,
            ...(rendered.replyTo === undefined ? {} : { 'Reply-To': rendered.replyTo }),
            ...(links.unsubscribe === null
              ? {}
              : {
                  'List-Unsubscribe': `<${links.unsubscribe}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        };
        await hand(() => {});
        // After a crash in between it is sent again, since that does no harm here.
        await db.query(
          `insert into outbox_mails (message_id, workspace_id, profile_id, mail, sent_at)
           values ($1, $2, $3, $4, $5) on conflict (message_id) do nothing`,
          [id, workspaceId, profileId, JSON.stringify(mail), new Date(at)],
          'outbox_keep_mail',
        );
        return { providerId: null };
      },
      async probe() {},
      async close() {},
    };
  },
};
