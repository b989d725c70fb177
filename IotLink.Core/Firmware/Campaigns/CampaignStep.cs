using IotLink.Core.Documents;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What a person does with a campaign.</summary>
public abstract record CampaignStep(Person By)
{
    public sealed record Edit(Person By, CampaignDraft Draft) : CampaignStep(By);

    public sealed record Ask(Person By) : CampaignStep(By);

    public sealed record Approve(Person By) : CampaignStep(By);

    public sealed record Decline(Person By, string Why) : CampaignStep(By);

    public sealed record Start(Person By) : CampaignStep(By);

    public sealed record Pause(Person By) : CampaignStep(By);

    public sealed record Resume(Person By) : CampaignStep(By);

    /// <summary>Opens the next ring now, whatever the ones before have come to.</summary>
    public sealed record NextRing(Person By) : CampaignStep(By);

    /// <summary>Nothing more is sent, what is in flight is called back, and who goes back says <see cref="CampaignPlan.OnHalt"/>.</summary>
    public sealed record Halt(Person By, string Why) : CampaignStep(By);
}
