using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The tables of tickets, technicians and their time.</summary>
internal static class ServiceTables
{
    private const string OnlyOpen = "is_open";

    public static void Describe(ModelBuilder model)
    {
        model.Entity<TicketEntity>(ticket =>
        {
            ticket.ToTable("tickets").HasKey(t => t.Number);
            ticket.Property(t => t.Number).ValueGeneratedNever();
            ticket.Property(t => t.Version).IsConcurrencyToken();
            ticket.HasIndex(t => t.AlarmId, "ux_tickets_one_open").IsUnique().HasFilter(OnlyOpen);
            ticket.HasIndex(t => new { t.DueAt, t.Priority }, "ix_tickets_open").HasFilter(OnlyOpen);
            ticket.HasIndex(t => new { t.DeviceId, t.OpenedAt });
            ticket.HasIndex(t => new { t.CustomerId, t.OpenedAt });
            ticket.HasIndex(t => new { t.TechnicianId, t.VisitFrom });
            ticket.HasIndex(t => new { t.VisitFrom, t.VisitTo });
            ticket.HasIndex(t => t.OpenedAt);
        });
        model.Entity<TicketEventEntity>(happened =>
        {
            happened.ToTable("ticket_events");
            happened.HasOne<TicketEntity>().WithMany().HasForeignKey(e => e.Number);
            happened.HasIndex(e => new { e.Number, e.Key }).IsUnique();
        });
        model.Entity<BookedQuarterEntity>(quarter =>
        {
            quarter.ToTable("booked_quarters").HasKey(q => new { q.TechnicianId, q.Quarter });
            quarter.HasOne<TicketEntity>().WithMany().HasForeignKey(q => q.Number);
        });
        model.Entity<TechnicianEntity>(technician =>
        {
            technician.ToTable("technicians");
            technician.Property(t => t.Version).IsConcurrencyToken();
            technician.HasIndex(t => t.AccountId).IsUnique();
        });
    }
}
