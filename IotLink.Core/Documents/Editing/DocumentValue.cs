namespace IotLink.Core.Documents.Editing;

/// <summary>A value to be written into a document, or read out of one. Compared by content; the order of keys does not count.</summary>
public abstract record DocumentValue
{
    public static DocumentValue Of(string text) => new Word(text);

    public static DocumentValue Of(IEnumerable<string> texts) => new Many([.. texts.Select(Of)]);

    public static DocumentValue Of(params (string Key, string Text)[] entries) => new Keyed([.. entries.Select(e => (e.Key, Of(e.Text)))]);

    /// <summary>One text; a number, a flag and an expression are texts too.</summary>
    public sealed record Word(string Text) : DocumentValue;

    public sealed record Many(IReadOnlyList<DocumentValue> Items) : DocumentValue
    {
        public bool Equals(Many? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Count;
    }

    public sealed record Keyed(IReadOnlyList<(string Key, DocumentValue Value)> Entries) : DocumentValue
    {
        public DocumentValue? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

        public bool Equals(Keyed? other) => other is not null && Entries.Count == other.Entries.Count && Entries.All(e => e.Value.Equals(other[e.Key]));

        public override int GetHashCode() => Entries.Count;
    }
}
