namespace IotLink.Core.Documents.Editing;

/// <summary>
/// Changes single values of a document's text and leaves every other character as it is: comments, order, quotes and blank lines. An edit
/// does exactly what was asked, or nothing: its result is read again and compared, so that a text in an unusual dress is refused rather
/// than spoilt.
/// </summary>
public static class DocumentEdit
{
    /// <param name="order">The keys of the mapping at a path in the order people write them, for a place for new ones; null: at the end.</param>
    /// <returns>null when it cannot be done by place, or the text is not one YAML mapping.</returns>
    public static string? Set(string text, DocumentPath path, DocumentValue value, Func<DocumentPath, IReadOnlyList<string>>? order = null) =>
        Checked(text, YamlEdits.Set(text, path, value, order ?? (_ => [])), top => ValueEdits.Set(top, path, value));

    /// <summary>A mapping or list that would be left empty goes as well.</summary>
    /// <returns>As for <see cref="Set"/>; the text itself when there is nothing at the path.</returns>
    public static string? Remove(string text, DocumentPath path) =>
        YamlPieces.Read(text) is { } pieces && pieces.Find(path) is null
            ? text
            : Checked(text, YamlEdits.Remove(text, path), top => ValueEdits.Remove(top, path));

    /// <summary>Puts an item at the end of a list that is there.</summary>
    public static string? Add(string text, DocumentPath list, DocumentValue item) =>
        Checked(text, YamlEdits.Add(text, list, item), top => ValueEdits.Add(top, list, item));

    /// <summary>What the whole document says; null when it is not one YAML mapping.</summary>
    public static DocumentValue.Keyed? Read(string text) => YamlPieces.Read(text)?.Top.Value as DocumentValue.Keyed;

    /// <summary>The line on which a value, or its key, begins; 1-based. null when there is nothing at the path.</summary>
    public static int? LineOf(string text, DocumentPath path)
    {
        if (YamlPieces.Read(text) is not { } pieces || pieces.Find(path) is not { } piece) return null;
        var at = path.Parent is { } parent && pieces.Find(parent) is YamlMap map && map.IndexOf(path.Last) is >= 0 and var index ? map.Entries[index].Key.From : piece.From;
        return text.AsSpan(0, at).Count('\n') + 1;
    }

    private static string? Checked(string before, string? after, Func<DocumentValue, DocumentValue?> meant)
    {
        if (after is null || YamlPieces.Read(before) is not { } old || YamlPieces.Read(after) is not { } now) return null;
        return now.Top.Value.Equals(meant(old.Top.Value)) && Comments(before, old).SequenceEqual(Comments(after, now)) ? after : null;
    }

    private static IEnumerable<string> Comments(string text, YamlPieces pieces) =>
        pieces.Comments.Select(c => text[c.From..c.To].TrimEnd()).Order(StringComparer.Ordinal);
}
