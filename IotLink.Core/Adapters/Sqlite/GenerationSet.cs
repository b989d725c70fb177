using System.Collections.Immutable;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The generations in use at one moment, newest first. Never changed: a reader keeps the one it began with.</summary>
internal sealed class GenerationSet(ImmutableArray<ActiveGeneration> newestFirst)
{
    public static GenerationSet None { get; } = new([]);

    public ImmutableArray<ActiveGeneration> NewestFirst => newestFirst;

    public bool IsEmpty => newestFirst.IsEmpty;

    public GenerationSet With(ActiveGeneration added) => new(newestFirst.Insert(0, added));

    public GenerationSet Without(ActiveGeneration gone) => new(newestFirst.Remove(gone));

    public GenerationSet Replace(ActiveGeneration old, ActiveGeneration by) => new(newestFirst.Replace(old, by));

    /// <summary>Whether one stands in the place of a device's row.</summary>
    public bool Cover(int word, RowRef row) => newestFirst.Any(g => g.Covers(row) && g.Has(word, out _));

    /// <summary>Those that stand for something of a device.</summary>
    public ImmutableArray<ActiveGeneration> Of(int word) =>
        newestFirst.IsEmpty ? [] : [.. newestFirst.Where(g => g.Has(word, out _))];
}
