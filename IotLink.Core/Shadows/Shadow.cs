using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>One shadow as it is kept. Never changed in place.</summary>
/// <param name="Version">Grows by one with each accepted update.</param>
/// <param name="DeletedAt">Set on a deleted one: for 48 hours its version goes on when it is made again.</param>
public sealed record Shadow(long Version, ShadowSection? Desired, ShadowSection? Reported, DateTimeOffset? DeletedAt = null)
{
    public static readonly TimeSpan RemembersVersion = TimeSpan.FromHours(48);

    public bool Exists => DeletedAt is null;

    public Shadow Deleted(DateTimeOffset now) => new(Version, null, null, now);

    /// <summary>What somebody wants and the device does not say; null when nothing is missing.</summary>
    public ShadowSection? Delta => Desired?.Without(Reported);

    internal JsonObject State => Members(s => s.State);

    internal JsonObject Metadata => Members(s => s.Times);

    /// <summary>As <c>update/documents</c> shows it.</summary>
    internal JsonObject Document => new() { ["state"] = State, ["metadata"] = Metadata, ["version"] = Version };

    private JsonObject Members(Func<ShadowSection, JsonObject> part)
    {
        var members = new JsonObject();
        if (Desired is not null) members["desired"] = part(Desired).DeepClone();
        if (Reported is not null) members["reported"] = part(Reported).DeepClone();
        return members;
    }
}
