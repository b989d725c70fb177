using YamlDotNet.Core;

namespace IotLink.Core.Documents.Editing;

/// <summary>One value of a text, with the characters it takes: from <see cref="From"/> up to, not including, <see cref="To"/>.</summary>
internal abstract record YamlPiece(int From, int To)
{
    public abstract DocumentValue Value { get; }
}

internal sealed record YamlWord(int From, int To, string Text, ScalarStyle Style) : YamlPiece(From, To)
{
    public override DocumentValue Value => new DocumentValue.Word(Text);
}

/// <summary>A mapping or a list.</summary>
/// <param name="IsFlow">Written in brackets, not on lines.</param>
internal abstract record YamlBunch(int From, int To, bool IsFlow) : YamlPiece(From, To)
{
    /// <summary>Where each entry begins (its key, or its dash) and ends.</summary>
    public abstract IReadOnlyList<(int From, int To)> Places { get; }
}

internal sealed record YamlMap(int From, int To, bool IsFlow, IReadOnlyList<(YamlWord Key, YamlPiece Value)> Entries) : YamlBunch(From, To, IsFlow)
{
    public override IReadOnlyList<(int From, int To)> Places => [.. Entries.Select(e => (e.Key.From, e.Value.To))];

    public override DocumentValue Value => new DocumentValue.Keyed([.. Entries.Select(e => (e.Key.Text, e.Value.Value))]);

    public int IndexOf(string key)
    {
        for (var i = 0; i < Entries.Count; i++) if (Entries[i].Key.Text == key) return i;
        return -1;
    }
}

/// <param name="Dashes">Where each item's dash is; in brackets where the item begins.</param>
internal sealed record YamlList(int From, int To, bool IsFlow, IReadOnlyList<YamlPiece> Items, IReadOnlyList<int> Dashes) : YamlBunch(From, To, IsFlow)
{
    public override IReadOnlyList<(int From, int To)> Places => [.. Items.Select((item, i) => (Dashes[i], item.To))];

    public override DocumentValue Value => new DocumentValue.Many([.. Items.Select(item => item.Value)]);
}
