namespace IotLink.Core.Alarms.Escalation;

public sealed record Team : IOnCallEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Version { get; init; }

    /// <summary>Ids of accounts.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}
