// Makes the element <rapport-view> known to the page.
import { RapportView } from './element.ts';

if (customElements.get('rapport-view') === undefined) customElements.define('rapport-view', RapportView);
