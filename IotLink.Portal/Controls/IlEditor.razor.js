// Monaco behind a few messages. What it shows beside the text - faults, completions, explanations - is answered by C#.
const at = path => new URL(`../vendor/monaco/${path}`, import.meta.url).href;
const modules = ['vs/editor-BdtEMBbM', 'vs/yaml-C-RIivnc', 'vs/toggleHighContrast-DuqAmExZ']; // of monaco-editor 0.57.0, pinned
const owners = new Map();
let monaco;

const script = path => new Promise((resolve, reject) =>
  document.head.append(Object.assign(document.createElement('script'), { src: at(path), onload: resolve, onerror: () => reject(new Error(path)) })));

/** Once per page, by the first editor. The texts must be there before the loader: configured through it, it hangs without a word. */
async function load(language) {
  const style = fetch(at('vs/editor.main.css')).then(answer => answer.text());
  if (language === 'ko') await script('vs/ko.js');
  await script('vs/loader.js');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync((await style).replace(/url\(data:font[^)]*\)/, `url(${at('codicon.ttf')})`)); // our policy takes no fonts from data:
  document.adoptedStyleSheets.push(sheet);
  self.MonacoEnvironment = { getWorker: () => new Worker(at('vs/editor.worker-_vAIFJDs.js')) };
  self.require.config({ baseUrl: at(''), paths: { vs: at('vs') } });
  const [api, yaml] = await new Promise((resolve, reject) => self.require(modules, (...found) => resolve(found), reject));
  const { languages, editor } = api;
  languages.register({ id: 'il' });
  languages.setMonarchTokensProvider('il', yaml.language);
  languages.setLanguageConfiguration('il', yaml.conf);
  languages.registerCompletionItemProvider('il', { triggerCharacters: [' ', '{', ',', '['], provideCompletionItems: complete });
  languages.registerHoverProvider('il', { provideHover: hover });
  for (const dark of [false, true]) editor.defineTheme(dark ? 'il-dark' : 'il-light', theme(dark));
  document.addEventListener('il-theme', () => editor.setTheme(themeName()));
  return api;
}

const isWide = () => !matchMedia('(max-width: 599.98px)').matches;

/** Brings what an editor needs before there is one. */
export function warm() {
  if (isWide()) load.once ??= load(document.documentElement.lang);
}

async function complete(model, { lineNumber, column }) {
  const owner = owners.get(model);
  if (!owner) return null;
  await owner.tell();
  const { start, items } = await owner.ask('Complete', lineNumber, column);
  const range = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn: start, endColumn: column };
  const { CompletionItemKind: kinds, CompletionItemInsertTextRule: rules } = monaco.languages;
  return { suggestions: items.map(({ label, insert, detail, explanation, isKey }, i) => ({
    label, detail, range, insertText: insert, insertTextRules: rules.InsertAsSnippet, sortText: String(i).padStart(4, '0'),
    documentation: explanation, kind: isKey ? kinds.Property : kinds.Value,
    command: isKey ? { id: 'editor.action.triggerSuggest' } : undefined })) };
}

async function hover(model, { lineNumber, column }) {
  const text = await owners.get(model)?.ask('Explain', lineNumber, column);
  return text ? { contents: [{ value: text }] } : null;
}

const themeName = () => document.documentElement.dataset.theme === 'dark' ? 'il-dark' : 'il-light';
const theme = dark => ({
  base: dark ? 'vs-dark' : 'vs', inherit: true,
  rules: [
    { token: 'type', foreground: dark ? '8CC8FF' : '0B4F94' }, { token: 'string', foreground: dark ? 'C3E3A5' : '22592E' },
    { token: 'number', foreground: dark ? 'FFC98A' : '8A3B00' }, { token: 'comment', foreground: dark ? 'A9B4C0' : '4A5665' },
    { token: 'keyword', foreground: dark ? 'F5A8E0' : '7A2469' }, { token: 'operators', foreground: dark ? 'E6EBF1' : '1B2430' },
  ],
  colors: dark
    ? { 'editor.background': '#18202A', 'editor.foreground': '#E6EBF1', 'editorLineNumber.foreground': '#A9B4C0', 'editorLineNumber.dimmedForeground': '#A9B4C0', 'editorLineNumber.activeForeground': '#FFFFFF', 'editor.lineHighlightBackground': '#1F2935', 'editorWidget.background': '#1F2935', 'focusBorder': '#6CB2FF', 'descriptionForeground': '#C3CCD6' }
    : { 'editor.background': '#FFFFFF', 'editor.foreground': '#1B2430', 'editorLineNumber.foreground': '#4A5665', 'editorLineNumber.dimmedForeground': '#4A5665', 'editorLineNumber.activeForeground': '#0B1622', 'editor.lineHighlightBackground': '#F5F7FA', 'focusBorder': '#0B5CAD', 'descriptionForeground': '#4A5665' },
});

/** Tells C# what changed: the text when typing pauses, at most one call at a time. */
function teller(dotnet, read) {
  let timer, told = read();
  const tell = async () => {
    clearTimeout(timer);
    const text = read();
    if (text === told) return;
    told = text;
    await dotnet.invokeMethodAsync('OnText', text);
  };
  return { tell, later: () => { clearTimeout(timer); timer = setTimeout(tell, 120); }, known: text => { told = text; }, stop: () => clearTimeout(timer) };
}

/** On a phone a plain field is the better editor. */
function plain(root, dotnet, { text, label, readOnly }) {
  const box = Object.assign(document.createElement('textarea'), { value: text, readOnly, spellcheck: false, ariaLabel: label });
  const { tell, later, known, stop } = teller(dotnet, () => box.value);
  box.addEventListener('input', later);
  box.addEventListener('blur', tell);
  root.append(box);
  return {
    set(next) { known(next); box.value = next; },
    markers() {}, lines() {}, problem() {},
    lock(on) { box.readOnly = on; },
    go(line) { const start = box.value.split('\n').slice(0, line - 1).join('\n').length; box.focus(); box.setSelectionRange(start, start); },
    dispose() { stop(); box.remove(); },
  };
}

export async function mount(root, dotnet, options) {
  if (!isWide() && options.original === null) return plain(root, dotnet, options);
  monaco = await (load.once ??= load(options.language));
  const common = {
    theme: themeName(), readOnly: options.readOnly, ariaLabel: options.label, fixedOverflowWidgets: true, automaticLayout: true,
    minimap: { enabled: false }, scrollBeyondLastLine: false, fontSize: 13, lineHeight: 20, tabSize: 2, wordBasedSuggestions: 'off',
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'), quickSuggestions: { other: true, strings: true, comments: false },
    renderLineHighlight: 'line', scrollbar: { alwaysConsumeMouseWheel: false }, padding: { top: 6, bottom: 6 }, unicodeHighlight: { ambiguousCharacters: false },
  };
  const model = monaco.editor.createModel(options.text, 'il');
  if (options.original !== null) {
    const original = monaco.editor.createModel(options.original, 'il');
    const diff = monaco.editor.createDiffEditor(root, { ...common, readOnly: true, useInlineViewWhenSpaceIsLimited: true, renderOverviewRuler: false });
    diff.setModel({ original, modified: model });
    for (const side of [diff.getOriginalEditor(), diff.getModifiedEditor()]) side.updateOptions({ ariaLabel: options.label });
    return { set(text) { model.setValue(text); }, original(text) { original.setValue(text); }, dispose() { diff.dispose(); original.dispose(); model.dispose(); } };
  }

  const editor = monaco.editor.create(root, { ...common, model });
  const lit = editor.createDecorationsCollection();
  const { tell, later, known, stop } = teller(dotnet, () => model.getValue());
  const onKey = event => { if (event.ctrlKey || event.metaKey) tell(); }; // a chord of the page is about the text as it is now
  window.addEventListener('keydown', onKey, true);
  const ask = (name, ...args) => dotnet.invokeMethodAsync(name, ...args);
  owners.set(model, { tell, ask });
  model.onDidChangeContent(later);
  let line = 1, moving;
  editor.onDidChangeCursorPosition(({ position }) => {
    if (position.lineNumber === line) return;
    line = position.lineNumber;
    clearTimeout(moving);
    moving = setTimeout(() => ask('OnLine', line), 60);
  });
  editor.onDidBlurEditorText(tell);
  return {
    set(text) { known(text); model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null); },
    markers(faults) {
      monaco.editor.setModelMarkers(model, 'il', faults.filter(f => f.line <= model.getLineCount()).map(({ line, column, message, code, isError }) => {
        const rest = model.getLineContent(line).slice(column - 1).match(/^[^\s,\]}]+/)?.[0].length ?? 1;
        const severity = isError ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning;
        return { message, code, severity, startLineNumber: line, endLineNumber: line, startColumn: column, endColumn: column + rest };
      }));
    },
    lines(from, to) {
      lit.set(from ? [{ range: new monaco.Range(from, 1, to, 1), options: { isWholeLine: true, className: 'il-editor-lit', linesDecorationsClassName: 'il-editor-bar' } }] : []);
      if (from) editor.revealLineInCenterIfOutsideViewport(from);
    },
    lock(on) { editor.updateOptions({ readOnly: on }); },
    go(toLine, column) { editor.focus(); editor.setPosition({ lineNumber: toLine, column }); editor.revealLineInCenterIfOutsideViewport(toLine); },
    problem() { editor.focus(); editor.trigger('il', 'editor.action.marker.nextInFiles'); },
    dispose() { stop(); clearTimeout(moving); window.removeEventListener('keydown', onKey, true); owners.delete(model); editor.dispose(); model.dispose(); },
  };
}
