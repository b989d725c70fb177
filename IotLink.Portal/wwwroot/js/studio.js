// The studio's editor is large. On a document's page it comes while the page's circuit is still being made, beside a list when nothing else is due.
import { warm } from '../Controls/IlEditor.razor.js';

const isDocument = location.pathname.split('/').filter(Boolean).length > 2;
if (isDocument) warm();
else addEventListener('load', () => requestIdleCallback(warm));
