// What a page of a shop does that has Segment's client beside ours: the client waits for a choice in the consent tool of the
// page, which is our banner, by Segment's own wrapper. The test makes one script of it.
import { createWrapper } from '@segment/analytics-consent-tools';
import { AnalyticsBrowser } from '@segment/analytics-next';

type Choices = Record<string, boolean>;
const { rapport, dataset } = Object.assign(
  window as unknown as { rapport: { choices(): Choices | undefined } },
  {
    dataset: (document.currentScript as HTMLScriptElement).dataset,
  },
);

const withConsent = createWrapper({
  shouldLoadSegment: async (context) => {
    if (rapport.choices() === undefined)
      await new Promise((resolve) => addEventListener('rapport-consent', resolve, { once: true }));
    context.load({ consentModel: 'opt-in' });
  },
  getCategories: () => rapport.choices() ?? {},
  registerOnConsentChanged: (tell) =>
    addEventListener('rapport-consent', ({ detail }: CustomEventInit<Choices>) => tell(detail ?? {})),
});

const analytics = new AnalyticsBrowser();
withConsent(analytics).load({ writeKey: dataset.key ?? '', cdnURL: dataset.cdn ?? '' });
analytics.track('Product Viewed', { sku: 'K-1' });
