namespace IotLink.Core.Documents.Editing;

/// <summary>The same edits on values alone: what the text must say afterwards.</summary>
internal static class ValueEdits
{
    public static DocumentValue Set(DocumentValue at, DocumentPath path, DocumentValue value, int step = 0)
    {
        if (step == path.Length) return value;
        if (DocumentPath.ItemOf(path[step]) is { } item)
        {
            var items = at is DocumentValue.Many many ? many.Items.ToList() : [];
            if (item >= items.Count) items.Add(Set(new DocumentValue.Word(""), path, value, step + 1));
            else items[item] = Set(items[item], path, value, step + 1);
            return new DocumentValue.Many(items);
        }

        var entries = at is DocumentValue.Keyed keyed ? keyed.Entries.ToList() : [];
        var index = entries.FindIndex(e => e.Key == path[step]);
        if (index < 0) entries.Add((path[step], Set(new DocumentValue.Word(""), path, value, step + 1)));
        else entries[index] = (path[step], Set(entries[index].Value, path, value, step + 1));
        return new DocumentValue.Keyed(entries);
    }

    /// <returns>null when nothing is left.</returns>
    public static DocumentValue? Remove(DocumentValue at, DocumentPath path, int step = 0)
    {
        if (step == path.Length) return null;
        if (at is DocumentValue.Many many && DocumentPath.ItemOf(path[step]) is { } item)
        {
            var items = many.Items.ToList();
            if (Remove(items[item], path, step + 1) is { } left) items[item] = left;
            else items.RemoveAt(item);
            return items.Count == 0 ? null : new DocumentValue.Many(items);
        }

        if (at is not DocumentValue.Keyed keyed) return at;
        var entries = keyed.Entries.ToList();
        var index = entries.FindIndex(e => e.Key == path[step]);
        if (Remove(entries[index].Value, path, step + 1) is { } inside) entries[index] = (path[step], inside);
        else entries.RemoveAt(index);
        return entries.Count == 0 && step > 0 ? null : new DocumentValue.Keyed(entries);
    }

    /// <returns>null when there is no list.</returns>
    public static DocumentValue? Add(DocumentValue top, DocumentPath list, DocumentValue item) =>
        Find(top, list) is DocumentValue.Many many ? Set(top, list, new DocumentValue.Many([.. many.Items, item])) : null;

    private static DocumentValue? Find(DocumentValue? at, DocumentPath path, int step = 0) =>
        step == path.Length ? at : (at, DocumentPath.ItemOf(path[step])) switch
        {
            (DocumentValue.Many many, { } item) when item < many.Items.Count => Find(many.Items[item], path, step + 1),
            (DocumentValue.Keyed keyed, null) => Find(keyed[path[step]], path, step + 1),
            _ => null,
        };
}
