using System.Text;
using IotLink.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The one relational model. What differs between the databases is in the two contexts derived from it.</summary>
internal abstract class IotLinkDb(DbContextOptions options) : DbContext(options)
{
    private const string OnlyOpen = "is_open";

    public DbSet<CustomerEntity> Customers => Set<CustomerEntity>();

    public DbSet<SiteEntity> Sites => Set<SiteEntity>();

    public DbSet<DeviceEntity> Devices => Set<DeviceEntity>();

    public DbSet<OwnershipEntity> Ownerships => Set<OwnershipEntity>();

    public DbSet<CredentialEntity> Credentials => Set<CredentialEntity>();

    public DbSet<CounterEntity> Counters => Set<CounterEntity>();

    public DbSet<AlarmEntity> Alarms => Set<AlarmEntity>();

    public DbSet<AlarmMarkEntity> AlarmMarks => Set<AlarmMarkEntity>();

    public DbSet<AlarmEventEntity> AlarmEvents => Set<AlarmEventEntity>();

    public DbSet<ReplayEntity> Replays => Set<ReplayEntity>();

    public DbSet<BacktestEntity> Backtests => Set<BacktestEntity>();

    public DbSet<AggregateEntity> Aggregates => Set<AggregateEntity>();

    public DbSet<CustomerDayEntity> CustomerDays => Set<CustomerDayEntity>();

    public DbSet<AnalysisValueEntity> AnalysisValues => Set<AnalysisValueEntity>();

    public DbSet<CustomerDayMarkEntity> CustomerDayMarks => Set<CustomerDayMarkEntity>();

    public DbSet<AggregateMarkEntity> AggregateMarks => Set<AggregateMarkEntity>();

    public DbSet<StaleWindowEntity> StaleWindows => Set<StaleWindowEntity>();
    public DbSet<MaintenanceEntity> Maintenance => Set<MaintenanceEntity>();

    public DbSet<AuditEntity> Audit => Set<AuditEntity>();

    public DbSet<DocumentEntity> Documents => Set<DocumentEntity>();

    public DbSet<DocumentVersionEntity> DocumentVersions => Set<DocumentVersionEntity>();

    public DbSet<DocumentTextEntity> DocumentTexts => Set<DocumentTextEntity>();

    public DbSet<DocumentEventEntity> DocumentEvents => Set<DocumentEventEntity>();
    public DbSet<LetterJobEntity> LetterJobs => Set<LetterJobEntity>();

    public DbSet<EscalationEntity> Escalations => Set<EscalationEntity>();

    public DbSet<EscalationEventEntity> EscalationEvents => Set<EscalationEventEntity>();

    public DbSet<NotificationEntity> Notifications => Set<NotificationEntity>();

    public DbSet<ReceiptEntity> Receipts => Set<ReceiptEntity>();

    public DbSet<OnCallEntity> OnCall => Set<OnCallEntity>();

    public DbSet<ContactEntity> Contacts => Set<ContactEntity>();

    public DbSet<ShadowEntity> Shadows => Set<ShadowEntity>();

    public DbSet<ThingJobsEntity> ThingJobs => Set<ThingJobsEntity>();

    public DbSet<JobExecutionEntity> JobExecutions => Set<JobExecutionEntity>();

    public DbSet<ThingChangeEntity> ThingChanges => Set<ThingChangeEntity>();

    public DbSet<CommandEntity> Commands => Set<CommandEntity>();

    public DbSet<CommandEventEntity> CommandEvents => Set<CommandEventEntity>();

    public DbSet<RepairEntity> Repairs => Set<RepairEntity>();

    public DbSet<RepairEventEntity> RepairEvents => Set<RepairEventEntity>();

    public DbSet<RemedyStopEntity> RemedyStops => Set<RemedyStopEntity>();

    public DbSet<DispatchRequestEntity> DispatchRequests => Set<DispatchRequestEntity>();

    public DbSet<FirmwareImageEntity> FirmwareImages => Set<FirmwareImageEntity>();

    public DbSet<CampaignEntity> Campaigns => Set<CampaignEntity>();

    public DbSet<RolloutEntity> Rollouts => Set<RolloutEntity>();

    public DbSet<RolloutEventEntity> RolloutEvents => Set<RolloutEventEntity>();

    public DbSet<TicketEntity> Tickets => Set<TicketEntity>();

    public DbSet<TicketEventEntity> TicketEvents => Set<TicketEventEntity>();

    public DbSet<BookedQuarterEntity> BookedQuarters => Set<BookedQuarterEntity>();

    public DbSet<TechnicianEntity> Technicians => Set<TechnicianEntity>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<SessionEntity> Sessions => Set<SessionEntity>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        MasterData(model);
        AlarmData(model);
        model.Entity<AuditEntity>().ToTable("audit").HasIndex(a => a.At);
        DocumentEntity.Describe(model);
        AccountData(model.Entity<Account>());
        model.Entity<LetterJobEntity>(job =>
        {
            job.ToTable("letter_jobs").HasIndex(j => j.State);
            job.Property(j => j.Version).IsConcurrencyToken();
            job.Ignore(j => j.IsOver);
        });
        ReplayEntity.Describe(model);
        BacktestEntity.Describe(model);
        PagingTables.Describe(model);
        ThingTables.Describe(model);
        ActionTables.Describe(model);
        SessionEntity.Describe(model);
        FirmwareTables.Describe(model);
        ServiceTables.Describe(model);
        AggregateEntity.Describe(model);
        CustomerDayEntity.Describe(model);
        NameColumns(model);
    }

    private static void MasterData(ModelBuilder model)
    {
        model.Entity<CustomerEntity>().ToTable("customers");
        model.Entity<SiteEntity>(site =>
        {
            site.ToTable("sites");
            site.HasOne<CustomerEntity>().WithMany().HasForeignKey(s => s.CustomerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DeviceEntity>(device =>
        {
            device.ToTable("devices");
            device.HasOne<SiteEntity>().WithMany().HasForeignKey(d => d.SiteId).OnDelete(DeleteBehavior.Restrict);
            device.HasIndex(d => d.ProductId);
            device.HasIndex(d => d.HubId);
        });
        model.Entity<OwnershipEntity>(ownership =>
        {
            ownership.ToTable("ownerships");
            ownership.HasOne<DeviceEntity>().WithMany().HasForeignKey(o => o.DeviceId);
            ownership.HasOne<SiteEntity>().WithMany().HasForeignKey(o => o.SiteId).OnDelete(DeleteBehavior.Restrict);
            ownership.HasIndex(o => new { o.DeviceId, o.From }).IsUnique();
        });
        model.Entity<CredentialEntity>(credential =>
        {
            credential.ToTable("credentials").HasKey(c => c.DeviceId);
            credential.HasOne<DeviceEntity>().WithMany().HasForeignKey(c => c.DeviceId);
        });
        model.Entity<CounterEntity>(counter =>
        {
            counter.ToTable("counters").HasKey(c => c.Name);
            counter.Property(c => c.Value).IsConcurrencyToken();
            counter.HasData(new CounterEntity { Name = CounterEntity.Registry, Value = 0 }, new CounterEntity { Name = CounterEntity.Documents, Value = 0 }, new CounterEntity { Name = CounterEntity.Tickets, Value = 0 }, new CounterEntity { Name = CounterEntity.Aggregates, Value = 0 });
        });
    }

    private static void AlarmData(ModelBuilder model)
    {
        model.Entity<AlarmEntity>(alarm =>
        {
            alarm.ToTable("alarms");
            alarm.Property(a => a.Version).IsConcurrencyToken();
            alarm.HasIndex(a => new { a.DeviceId, a.Code }, "ux_alarms_one_open").IsUnique().HasFilter(OnlyOpen);
            alarm.HasIndex(a => new { a.Severity, a.RaisedAt }, "ix_alarms_console").IsDescending(false, true).HasFilter(OnlyOpen);
            alarm.HasIndex(a => new { a.IsOpen, a.Severity, a.RaisedAt }, "ix_alarms_all").IsDescending(true, false, true);
            alarm.HasIndex(a => new { a.DeviceId, a.RaisedAt }, "ix_alarms_device").IsDescending(false, true);
            alarm.HasIndex(a => a.NoticedAt, "ix_alarms_noticed");
            alarm.HasIndex(a => new { a.ProductId, a.Code, a.RaisedAt }, "ix_alarms_rule").IsDescending(false, false, true);
            alarm.HasIndex(a => new { a.RaisedShard, a.RaisedSequence }, "ix_alarms_position");
            alarm.HasIndex(a => new { a.Storm, a.Id }, "ix_alarms_storm").HasFilter(OnlyOpen);
        });
        model.Entity<AlarmMarkEntity>(mark =>
        {
            mark.ToTable("alarm_marks").HasKey(m => new { m.DeviceId, m.Code });
            mark.Property(m => m.Sequence).IsConcurrencyToken();
            mark.Property(m => m.Tick).IsConcurrencyToken();
            mark.Ignore(m => m.Position);
            mark.Ignore(m => m.RaiseTimes);
            mark.Ignore(m => m.Place);
        });
        model.Entity<AlarmEventEntity>(happened =>
        {
            happened.ToTable("alarm_events");
            happened.HasOne<AlarmEntity>().WithMany().HasForeignKey(e => e.AlarmId);
            happened.HasIndex(e => e.Batch);
        });
        model.Entity<MaintenanceEntity>().ToTable("maintenance_windows");
    }

    private static void AccountData(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");
        account.Property(a => a.Customer).HasConversion<CustomerIdConverter>();
        account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        account.HasIndex(a => a.NormalizedUserName).IsUnique();
        account.HasIndex(a => a.NormalizedEmail);
        account.HasIndex(a => a.Subject).IsUnique();
    }

    /// <summary>snake_case, so that nobody has to quote names in psql or in a replication filter.</summary>
    private static void NameColumns(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(t => t.GetProperties()))
        {
            var name = new StringBuilder();
            foreach (var c in property.Name)
            {
                if (char.IsUpper(c) && name.Length > 0) name.Append('_');
                name.Append(char.ToLowerInvariant(c));
            }

            property.SetColumnName(name.ToString());
        }
    }
}
