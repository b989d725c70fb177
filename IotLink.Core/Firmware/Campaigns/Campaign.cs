using IotLink.Core.Devices;

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

    public string JobId => Id;

    /// <summary>The job that brings devices back to what they had.</summary>
    public string ReturnJobId => $"{Id}-back";
}

/// <param name="Rule">Which stop rule, or <see cref="ByHand"/>.</param>
/// <param name="Share">What it measured, 0 to 1.</param>
/// <param name="Bound">What it allows.</param>
public sealed record CampaignHalt(string Rule, double Share, double Bound, DateTimeOffset At)
{
    public const string ByHand = "byHand";
}
