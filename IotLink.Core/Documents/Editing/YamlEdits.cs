using YamlDotNet.Core;

namespace IotLink.Core.Documents.Editing;

/// <summary>Edits of a text by place. What they make of an unusual text may be wrong: <see cref="DocumentEdit"/> looks at it.</summary>
internal static class YamlEdits
{
    public static string? Set(string text, DocumentPath path, DocumentValue value, Func<DocumentPath, IReadOnlyList<string>> order)
    {
        if (YamlPieces.Read(text) is not { } pieces) return null;
        if (pieces.Find(path) is { } there) return Change(text, path, there, value, order);
        var known = path.Length - 1;
        while (known > 0 && pieces.Find(path.First(known)) is null) known--;
        for (var i = path.Length - 1; i > known; i--)
            value = DocumentPath.ItemOf(path[i]) is null ? new DocumentValue.Keyed([(path[i], value)]) : new DocumentValue.Many([value]);
        return (pieces.Find(path.First(known)), DocumentPath.ItemOf(path[known])) switch
        {
            (YamlMap map, null) => Insert(text, map, path[known], value, order(path.First(known))),
            (YamlList list, not null) => Add(text, list, value),
            (YamlWord word, null) => Replace(text, pieces, path.First(known), word, new DocumentValue.Keyed([(path[known], value)])),
            _ => null,
        };
    }

    public static string? Remove(string text, DocumentPath path)
    {
        if (YamlPieces.Read(text) is not { } pieces || path.Parent is not { } parent || pieces.Find(parent) is not YamlBunch bunch) return null;
        var index = bunch is YamlMap map ? map.IndexOf(path.Last) : DocumentPath.ItemOf(path.Last) ?? -1;
        if (index < 0) return null;
        if (bunch.Places.Count == 1) return parent.Length == 0 ? null : Remove(text, parent);
        var (from, to) = bunch.Places[index];
        if (bunch.IsFlow) return index == 0 ? Cut(text, from, bunch.Places[1].From) : Cut(text, bunch.Places[index - 1].To, to);
        var start = YamlLines.Start(text, from);
        var end = YamlLines.End(text, to);
        var indent = new string(' ', from - start);
        if (YamlLines.IsBlank(text, start, from)) return Cut(text, start, Math.Min(end + 1, text.Length), string.Concat(Comments(end).Select(c => $"{indent}{c}\n")));
        var next = bunch.Places[1].From;
        return Cut(text, from, next, string.Concat(Comments(next).Select(c => $"{c}\n{indent}")));

        IEnumerable<string> Comments(int last) => pieces.Comments.Where(c => c.From >= from && c.To <= last).Select(c => text[c.From..c.To]);
    }

    public static string? Add(string text, DocumentPath path, DocumentValue item) =>
        YamlPieces.Read(text)?.Find(path) is YamlList list ? Add(text, list, item) : null;

    private static string Add(string text, YamlList list, DocumentValue item)
    {
        if (list.IsFlow)
        {
            var flow = YamlWriting.Flow(item);
            return list.Items.Count == 0 ? Cut(text, list.From + 1, list.From + 1, flow) : Cut(text, list.Items[^1].To, list.Items[^1].To, ", " + flow);
        }

        var indent = new string(' ', YamlLines.Column(text, list.Dashes[^1]));
        var onLines = item is DocumentValue.Keyed && list.Items.Any(i => i is YamlMap { IsFlow: false });
        var written = onLines ? YamlWriting.Lines((DocumentValue.Keyed)item, indent + "  ") : YamlWriting.Value(item, isFlow: false);
        var end = YamlLines.End(text, list.To);
        return Cut(text, end, end, $"\n{indent}- {written}");
    }

    private static string? Change(string text, DocumentPath path, YamlPiece there, DocumentValue value, Func<DocumentPath, IReadOnlyList<string>> order)
    {
        if (there.Value.Equals(value)) return text;
        switch (there, value)
        {
            case (YamlMap map, DocumentValue.Keyed { Entries.Count: > 0 } keyed):
                var changed = text;
                foreach (var (key, inside) in keyed.Entries)
                {
                    if (changed is not null) changed = Set(changed, path.Then(key), inside, order);
                }

                foreach (var (key, _) in map.Entries.Where(e => keyed[e.Key.Text] is null))
                {
                    if (changed is not null) changed = Remove(changed, path.Then(key.Text));
                }

                return changed;
            case (YamlList list, DocumentValue.Many { Items.Count: > 0 } many):
                var listed = text;
                for (var i = 0; i < many.Items.Count && listed is not null; i++) listed = Set(listed, path.Then(i), many.Items[i], order);
                for (var i = list.Items.Count - 1; i >= many.Items.Count && listed is not null; i--) listed = Remove(listed, path.Then(i));
                return listed;
            default:
                return Replace(text, YamlPieces.Read(text)!, path, there, value);
        }
    }

    private static string Replace(string text, YamlPieces pieces, DocumentPath path, YamlPiece there, DocumentValue value)
    {
        var around = path.Parent is { } parent ? pieces.Find(parent) : null;
        var isFlow = around is YamlBunch { IsFlow: true } || IsInBrackets(pieces, path);
        var (from, to) = (there.From, there.To);
        var style = there is YamlWord { Style: var s and not (ScalarStyle.Literal or ScalarStyle.Folded) } ? s : ScalarStyle.Plain;
        var written = value is DocumentValue.Word word ? YamlWriting.Like(style, word.Text, isFlow) : YamlWriting.Flow(value);
        if (isFlow || around is not YamlBunch) return Cut(text, from, to, written);
        var column = YamlLines.Column(text, from);
        if (around is YamlMap map)
        {
            var key = map.Entries[map.IndexOf(path.Last)].Key;
            (from, written, column) = (text.IndexOf(':', key.To) + 1, " " + written, YamlLines.Column(text, key.From));
        }

        var comments = pieces.Comments.Where(c => c.From >= from && c.To <= to).Select(c => $"\n{new string(' ', column)}{text[c.From..c.To]}");
        var end = YamlLines.End(text, to);
        return $"{text[..from]}{written}{text[to..end]}{string.Concat(comments)}{text[end..]}";
    }

    private static bool IsInBrackets(YamlPieces pieces, DocumentPath path)
    {
        for (var i = 1; i < path.Length; i++) if (pieces.Find(path.First(i)) is YamlBunch { IsFlow: true }) return true;
        return false;
    }

    /// <summary>Behind the last key that comes before it in the order; a key without a place comes last.</summary>
    private static string Insert(string text, YamlMap map, string key, DocumentValue value, IReadOnlyList<string> order)
    {
        var rank = Rank(order, key);
        var before = map.Entries.Count - 1;
        while (before >= 0 && rank < order.Count && Rank(order, map.Entries[before].Key.Text) > rank) before--;
        if (map.IsFlow)
        {
            var flow = YamlWriting.Entry(key, value, isFlow: true);
            if (map.Entries.Count == 0) return Cut(text, map.From + 1, map.From + 1, flow);
            return before < 0 ? Cut(text, map.Entries[0].Key.From, map.Entries[0].Key.From, flow + ", ") : Cut(text, map.Entries[before].Value.To, map.Entries[before].Value.To, ", " + flow);
        }

        var written = YamlWriting.Entry(key, value, isFlow: false);
        var indent = new string(' ', YamlLines.Column(text, map.Entries[0].Key.From));
        if (before < 0) return Cut(text, map.Entries[0].Key.From, map.Entries[0].Key.From, $"{written}\n{indent}");
        var end = YamlLines.End(text, map.Entries[before].Value.To);
        return Cut(text, end, end, $"\n{indent}{written}");
    }

    private static int Rank(IReadOnlyList<string> order, string key)
    {
        for (var i = 0; i < order.Count; i++) if (order[i] == key) return i;
        return order.Count;
    }

    private static string Cut(string text, int from, int to, string instead = "") => text[..from] + instead + text[to..];
}
