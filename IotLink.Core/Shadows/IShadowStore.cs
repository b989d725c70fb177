using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary>Where shadows are kept. Every method is one transaction.</summary>
public interface IShadowStore
{
    /// <returns>The newest; a deleted one too, because it remembers its version. null when there never was one.</returns>
    Task<Shadow?> FindAsync(ShadowName name, CancellationToken ct);

    /// <summary>The named shadows a thing has now, in order.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string thing, CancellationToken ct);

    /// <summary>Decides on the newest document and keeps what comes of it together with what is to be told.</summary>
    /// <param name="decide">Pure: when another host was quicker it is called again with the newer document.</param>
    Task<ShadowDecision> ChangeAsync(ShadowName name, Func<Shadow?, ShadowDecision> decide, CancellationToken ct);
}

/// <param name="Change">null when nothing changed.</param>
public sealed record ShadowDecision(ShadowOutcome Outcome, ThingChange? Change);
