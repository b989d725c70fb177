using IotLink.Core.Actions.Repair;

namespace IotLink.Core.Adapters.Relational;

internal sealed class RemedyStopEntity
{
    public required string ProductId { get; set; }

    public required string Action { get; set; }

    public int ActionVersion { get; set; }

    public DateTimeOffset At { get; set; }

    public string Why { get; set; } = "";

    /// <summary>A person let it run again; what failed before counts no more.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    public int Version { get; set; }

    public RemedyStop ToStop() => new(Devices.ProductId.Parse(ProductId, null), Action, ActionVersion, At, Why);

    public void Take(RemedyStop stop) => (ActionVersion, At, Why, ReleasedAt, Version) = (stop.ActionVersion, stop.At, stop.Why, null, Version + 1);
}
