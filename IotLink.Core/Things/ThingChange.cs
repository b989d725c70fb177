namespace IotLink.Core.Things;

public enum ThingSubject { Shadow, Jobs }

/// <summary>A thing's shadow or jobs have changed. Kept in the transaction of the change, so that every host hears of it.</summary>
/// <param name="Name">The shadow's name, null for the classic one; or the job's id, null for several.</param>
/// <param name="Version">The shadow's; 0 for jobs.</param>
/// <param name="ByThing">The thing itself caused it.</param>
/// <param name="Messages">What the thing is told.</param>
public sealed record ThingChange(
    string Thing, ThingSubject Subject, string? Name, long Version, string? ClientToken, bool ByThing, IReadOnlyList<ThingMessage> Messages)
{
    /// <summary>Which process made it.</summary>
    public required string Host { get; init; }

    public required DateTimeOffset At { get; init; }
}
