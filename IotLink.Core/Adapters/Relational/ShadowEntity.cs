using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ShadowEntity
{
    public required string Thing { get; set; }

    /// <summary>Empty for the classic shadow.</summary>
    public required string Name { get; set; }

    public long Version { get; set; }

    /// <summary>JSON; null when the section is not there. So are the next three.</summary>
    public string? Desired { get; set; }

    public string? DesiredTimes { get; set; }

    public string? Reported { get; set; }

    public string? ReportedTimes { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Two hosts that read the same revision cannot both write.</summary>
    public long Revision { get; set; }

    public Shadow ToShadow() => new(Version, Section(Desired, DesiredTimes), Section(Reported, ReportedTimes), DeletedAt);

    public void Take(Shadow shadow, DateTimeOffset at)
    {
        (Version, DeletedAt, UpdatedAt, Revision) = (shadow.Version, shadow.DeletedAt, at, Revision + 1);
        (Desired, DesiredTimes) = Text(shadow.Desired);
        (Reported, ReportedTimes) = Text(shadow.Reported);
    }

    private static ShadowSection? Section(string? state, string? times) =>
        state is null || times is null ? null : new(JsonNode.Parse(state)!.AsObject(), JsonNode.Parse(times)!.AsObject());

    private static (string? State, string? Times) Text(ShadowSection? section) =>
        (section?.State.ToJsonString(ThingJson.Compact), section?.Times.ToJsonString(ThingJson.Compact));
}
