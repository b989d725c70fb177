using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Firmware images, campaigns, their devices, and what happened to those.</summary>
internal static class FirmwareTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<FirmwareImageEntity>(image =>
        {
            image.ToTable("firmware_images").HasKey(i => new { i.ProductId, i.Version });
            image.Property(i => i.Revision).IsConcurrencyToken();
        });
        model.Entity<CampaignEntity>(campaign =>
        {
            campaign.ToTable("campaigns");
            campaign.Property(c => c.Revision).IsConcurrencyToken();
            campaign.HasIndex(c => new { c.IsWork, c.DueAt });
            campaign.HasIndex(c => new { c.ProductId, c.CreatedAt });
        });
        model.Entity<RolloutEntity>(rollout =>
        {
            rollout.ToTable("rollouts").HasKey(r => new { r.CampaignId, r.DeviceId });
            rollout.HasOne<CampaignEntity>().WithMany().HasForeignKey(r => r.CampaignId);
            rollout.HasIndex(r => new { r.CampaignId, r.Ring, r.State });
        });
        model.Entity<RolloutEventEntity>(happened =>
        {
            happened.ToTable("rollout_events");
            happened.HasOne<CampaignEntity>().WithMany().HasForeignKey(e => e.CampaignId);
            happened.HasIndex(e => new { e.DeviceId, e.Id });
        });
    }
}
