using IotLink.Core.Messages;

namespace IotLink.Portal.Features.DeadLetters;

/// <summary>Which of the letters on a page somebody has picked: one by one, or on with Shift and an arrow from the last one touched.</summary>
public sealed class LetterPicks
{
    private readonly SortedSet<StreamPosition> _picked = [];
    private StreamPosition? _cursor;

    /// <summary>In stream order.</summary>
    public IReadOnlyCollection<StreamPosition> All => _picked;

    public int Count => _picked.Count;

    public bool Has(StreamPosition letter) => _picked.Contains(letter);

    public void Set(StreamPosition letter, bool picked)
    {
        _cursor = letter;
        if (picked) _picked.Add(letter);
        else _picked.Remove(letter);
    }

    /// <summary>Every letter shown, or none when they all are.</summary>
    public void Toggle(IReadOnlyList<StreamPosition> shown)
    {
        var all = shown.All(Has);
        foreach (var letter in shown) Set(letter, !all);
        _cursor = null;
    }

    /// <summary>Takes the next letter in; back over one that is picked lets go of the one before.</summary>
    /// <param name="step">1 down, -1 up.</param>
    public void Extend(IReadOnlyList<StreamPosition> shown, int step)
    {
        if (shown.Count == 0) return;
        var at = _cursor is { } cursor ? shown.ToList().IndexOf(cursor) : -1;
        if (at < 0)
        {
            Set(step > 0 ? shown[0] : shown[^1], true);
            return;
        }

        var next = Math.Clamp(at + step, 0, shown.Count - 1);
        if (next == at) Set(shown[at], true);
        else if (Has(shown[at]) && Has(shown[next])) (_, _cursor) = (_picked.Remove(shown[at]), shown[next]);
        else
        {
            _picked.Add(shown[at]);
            Set(shown[next], true);
        }
    }

    public void Clear()
    {
        _picked.Clear();
        _cursor = null;
    }

    /// <summary>Lets go of what is no longer shown: nobody acts on what he does not see.</summary>
    public void Keep(IEnumerable<StreamPosition> shown) => _picked.IntersectWith(shown);
}
