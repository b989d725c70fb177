namespace IotLink.Core.Things;

/// <summary>
/// How far the changes of all hosts were read. Two transactions at once may become visible against the order of their numbers, so a number
/// that was skipped is looked for again for a while; after that it belonged to a transaction that was given up.
/// </summary>
internal sealed class ChangeCursor(long start)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<long, DateTimeOffset> _missing = [];

    public long Highest { get; private set; } = start;

    public IReadOnlyCollection<long> Missing => _missing.Keys;

    public void Saw(long number, DateTimeOffset now)
    {
        for (var skipped = Highest + 1; skipped < number; skipped++) _missing[skipped] = now;
        _missing.Remove(number);
        Highest = Math.Max(Highest, number);
    }

    public void Forget(DateTimeOffset now)
    {
        foreach (var (number, since) in _missing) if (now - since > Patience) _missing.Remove(number);
    }
}
