using IotLink.Core.Devices;
using IotLink.Core.Firmware.Images;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>One firmware version on its way to many devices. Never changed in place.</summary>
/// <param name="Id">Its job's id too: 1 to 59 letters, digits, <c>_</c> or <c>-</c>, so that <see cref="ReturnJobId"/> keeps AWS's 64.</param>
/// <param name="Version">Of the firmware image that is rolled out.</param>
public sealed record Campaign(string Id, ProductId Product, string Version, CampaignPlan Plan)
{
    public CampaignState State { get; init; } = CampaignState.Draft;

    /// <summary>Why it halted; null while it did not.</summary>
    public CampaignHalt? Halt { get; init; }

    /// <summary>The ring that is open, from 0; those before it are open too.</summary>
    public int Ring { get; init; }

    public DateTimeOffset? RingOpenedAt { get; init; }

    /// <summary>For people.</summary>
    public string Name { get; init; } = "";

    public CampaignTargets Targets { get; init; } = new();

    public Mark? Created { get; init; }

    /// <summary>Somebody asked for approval; null again when it was declined.</summary>
    public Mark? Asked { get; init; }

    public Mark? Approved { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the stop rules measured last; null before there was anything.</summary>
    public StopMeasure? Measured { get; init; }

    /// <summary>What was done and what happened, oldest first.</summary>
    public IReadOnlyList<CampaignEvent> Events { get; init; } = [];

    public bool IsOver => State is CampaignState.Halted or CampaignState.Ended;

    public string JobId => Id;

    /// <summary>The job that brings devices back to what they had.</summary>
    public string ReturnJobId => $"{Id}-back";

    /// <summary>So many devices were taken in.</summary>
    public Campaign Enrolled(int devices, DateTimeOffset at) => With(CampaignWord.Enrolled, at, detail: devices.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal Campaign NextRing(DateTimeOffset at, string? by = null) =>
        (this with { Ring = Ring + 1, RingOpenedAt = at }).With(CampaignWord.Ring, at, by, (Ring + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal Campaign With(string what, DateTimeOffset at, string? by = null, string detail = "") => this with { Events = [.. Events, new(at, what, by, detail)] };
}

/// <param name="Rule">Which stop rule, or <see cref="ByHand"/>.</param>
/// <param name="Share">What it measured, 0 to 1.</param>
/// <param name="Bound">What it allows.</param>
public sealed record CampaignHalt(string Rule, double Share, double Bound, DateTimeOffset At)
{
    public const string ByHand = "byHand";

    /// <summary>The firmware was withdrawn.</summary>
    public const string Revoked = "revoked";
}
