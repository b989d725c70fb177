using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The tables of escalation and notification.</summary>
internal static class PagingTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<EscalationEntity>(run =>
        {
            run.ToTable("escalations").HasKey(r => r.AlarmId);
            run.Property(r => r.Version).IsConcurrencyToken();
            run.HasIndex(r => new { r.State, r.DueAt });
        });
        model.Entity<EscalationEventEntity>().ToTable("escalation_events").HasIndex(e => e.AlarmId);
        model.Entity<NotificationEntity>(notification =>
        {
            notification.ToTable("notifications");
            notification.Property(n => n.Version).IsConcurrencyToken();
            notification.HasIndex(n => new { n.State, n.DueAt });
            notification.HasIndex(n => n.Subject);
            notification.HasIndex(n => new { n.PersonId, n.Channel, n.CreatedAt });
            notification.HasIndex(n => n.MessageKey);
        });
        model.Entity<ReceiptEntity>(receipt =>
        {
            receipt.ToTable("receipts");
            receipt.HasOne<NotificationEntity>().WithMany().HasForeignKey(r => r.NotificationId);
        });
        model.Entity<OnCallEntity>().ToTable("on_call").HasKey(e => new { e.Kind, e.EntryId, e.Version });
        model.Entity<ContactEntity>().ToTable("contacts").HasKey(c => c.AccountId);
    }
}
