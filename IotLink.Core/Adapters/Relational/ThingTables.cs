using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Shadows, job executions, and for a short while what changed of them.</summary>
internal static class ThingTables
{
    public static void Describe(ModelBuilder model)
    {
        model.Entity<ShadowEntity>(shadow =>
        {
            shadow.ToTable("shadows").HasKey(s => new { s.Thing, s.Name });
            shadow.Property(s => s.Revision).IsConcurrencyToken();
        });
        model.Entity<ThingJobsEntity>(jobs =>
        {
            jobs.ToTable("thing_jobs").HasKey(j => j.Thing);
            jobs.Property(j => j.Revision).IsConcurrencyToken();
        });
        model.Entity<JobExecutionEntity>(execution =>
        {
            execution.ToTable("job_executions").HasKey(e => new { e.Thing, e.JobId, e.Number });
            execution.HasIndex(e => e.JobId);
            execution.HasIndex(e => e.TimesOutAt).HasFilter("times_out_at IS NOT NULL");
        });
        model.Entity<ThingChangeEntity>().ToTable("thing_changes").HasIndex(c => c.At);
    }
}
