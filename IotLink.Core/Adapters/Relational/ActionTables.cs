using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The tables of commands, closed loops and dispatch requests.</summary>
internal static class ActionTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<CommandEntity>(command =>
        {
            command.ToTable("commands");
            command.Property(c => c.Version).IsConcurrencyToken();
            command.HasIndex(c => new { c.IsOver, c.DueAt });
            command.HasIndex(c => new { c.DeviceId, c.RequestedAt });
            command.HasIndex(c => new { c.ProductId, c.Action, c.RequestedAt });
            command.HasIndex(c => c.AlarmId);
        });
        model.Entity<CommandEventEntity>(happened =>
        {
            happened.ToTable("command_events");
            happened.HasOne<CommandEntity>().WithMany().HasForeignKey(e => e.CommandId);
        });
        model.Entity<RepairEntity>(run =>
        {
            run.ToTable("repairs").HasKey(r => r.AlarmId);
            run.Property(r => r.Version).IsConcurrencyToken();
            run.HasIndex(r => new { r.IsRunning, r.DueAt });
        });
        model.Entity<RepairEventEntity>().ToTable("repair_events").HasIndex(e => e.AlarmId);
        model.Entity<RemedyStopEntity>(stop =>
        {
            stop.ToTable("remedy_stops").HasKey(s => new { s.ProductId, s.Action });
            stop.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<DispatchRequestEntity>(request =>
        {
            request.ToTable("dispatch_requests").HasKey(r => r.AlarmId);
            request.Property(r => r.Version).IsConcurrencyToken();
            request.HasIndex(r => new { r.State, r.Severity, r.RequestedAt });
        });
    }
}
