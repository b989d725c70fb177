using IotLink.Core.Messages;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>Draft, approval by a second person, start, pause, halt: what may follow what. Pure.</summary>
public static class CampaignLife
{
    public static CampaignAnswer Decide(Campaign campaign, CampaignStep step, DateTimeOffset now)
    {
        var by = step.By;
        return (step, campaign.State) switch
        {
            (CampaignStep.Edit edit, CampaignState.Draft) when campaign.Asked is null =>
                Yes((edit.Draft.Put(campaign) with { Approved = null }).With(CampaignWord.Edited, now, by.Name)),
            (CampaignStep.Ask, CampaignState.Draft) when campaign.Asked is null =>
                Yes((campaign with { Asked = new(by, now), Approved = null }).With(CampaignWord.Asked, now, by.Name)),
            (CampaignStep.Approve, CampaignState.Draft) when campaign is { Asked: { } asked, Approved: null } =>
                asked.By.UserId == by.UserId || campaign.Created?.By.UserId == by.UserId
                    ? new(null, new(FirmwareReason.OwnApproval, "Somebody else has to approve it."))
                    : Yes((campaign with { Approved = new(by, now) }).With(CampaignWord.Approved, now, by.Name)),
            (CampaignStep.Decline decline, CampaignState.Draft) when campaign.Asked is not null =>
                Yes((campaign with { Asked = null, Approved = null }).With(CampaignWord.Declined, now, by.Name, decline.Why)),
            (CampaignStep.Start, CampaignState.Draft) when campaign.Approved is not null =>
                Yes((campaign with { State = CampaignState.Running, StartedAt = now }).With(CampaignWord.Started, now, by.Name)),
            (CampaignStep.Pause, CampaignState.Running) => Yes((campaign with { State = CampaignState.Paused }).With(CampaignWord.Paused, now, by.Name)),
            (CampaignStep.Resume, CampaignState.Paused) => Yes((campaign with { State = CampaignState.Running }).With(CampaignWord.Resumed, now, by.Name)),
            (CampaignStep.NextRing, CampaignState.Running) when campaign.RingOpenedAt is not null && campaign.Ring < campaign.Plan.Rings.Count - 1 =>
                Yes(campaign.NextRing(now, by.Name)),
            (CampaignStep.Halt halt, CampaignState.Running or CampaignState.Paused) =>
                Yes((campaign with { State = CampaignState.Halted, Halt = new(CampaignHalt.ByHand, 0, 0, now) }).With(CampaignWord.Halted, now, by.Name, halt.Why)),
            _ => new(null, new(FirmwareReason.NotNow, $"The campaign is {campaign.State}.")),
        };
    }

    private static CampaignAnswer Yes(Campaign campaign) => new(campaign, null);
}

/// <param name="Campaign">null exactly when there is a refusal.</param>
public sealed record CampaignAnswer(Campaign? Campaign, Refusal? Refusal);
