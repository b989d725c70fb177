using System.Text.Json;
using IotLink.Core.Firmware.Campaigns;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A campaign as one JSON text, beside the columns it is found by and who is at it.</summary>
internal sealed class CampaignEntity
{
    public required string Id { get; set; }

    public required string ProductId { get; set; }

    public CampaignState State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>A host has something to do.</summary>
    public bool IsWork { get; set; }

    /// <summary>When it is to be looked at next.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? Owner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Two writers that read the same revision cannot both win.</summary>
    public long Revision { get; set; }

    public required string Body { get; set; }

    public static CampaignEntity Of(Campaign campaign)
    {
        var entity = new CampaignEntity { Id = campaign.Id, ProductId = campaign.Product.Value, CreatedAt = campaign.Created?.At ?? DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch, Body = "" };
        entity.Take(campaign, isWork: false);
        return entity;
    }

    public void Take(Campaign campaign, bool isWork)
    {
        (ProductId, State, IsWork) = (campaign.Product.Value, campaign.State, isWork);
        (Revision, Body) = (Revision + 1, JsonSerializer.Serialize(campaign, FirmwareJson.Options));
    }

    public Campaign ToCampaign() => JsonSerializer.Deserialize<Campaign>(Body, FirmwareJson.Options)!;
}
