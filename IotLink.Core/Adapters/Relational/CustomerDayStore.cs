using IotLink.Core.CustomerDays;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class CustomerDayStore(RelationalDatabase database) : ICustomerDayStore
{
    public Task<IReadOnlyDictionary<DateOnly, CustomerDayMark>> MarksAsync(CancellationToken ct) => database.ReadLatestAsync<IReadOnlyDictionary<DateOnly, CustomerDayMark>>(
        async db => await db.CustomerDayMarks.ToDictionaryAsync(m => m.Day, m => new CustomerDayMark(m.Day, m.Revision, m.Formulas, m.MadeAt), ct), ct);

    public Task SaveAsync(CustomerDayResult day, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Aggregates, ct);
            // Another host may have made it from something newer meanwhile.
            var mark = await db.CustomerDayMarks.FirstOrDefaultAsync(m => m.Day == day.Day, ct);
            if (mark is not null && mark.Revision > day.Revision) return false;
            await db.CustomerDays.Where(d => d.Day == day.Day).ExecuteDeleteAsync(ct);
            await db.AnalysisValues.Where(v => v.Day == day.Day).ExecuteDeleteAsync(ct);
            if (mark is null) db.CustomerDayMarks.Add(mark = new() { Day = day.Day, Formulas = "" });
            (mark.Revision, mark.Formulas, mark.MadeAt) = (day.Revision, day.Formulas, now);
            db.CustomerDays.AddRange(day.Days.SelectMany(CustomerDayEntity.Of));
            db.AnalysisValues.AddRange(day.Values.Select(AnalysisValueEntity.Of));
            return true;
        },
        ct);

    public Task<IReadOnlyList<CustomerDay>> ReadAsync(CustomerDayQuery query, CancellationToken ct) => database.ReadAsync<IReadOnlyList<CustomerDay>>(
        async db =>
        {
            var rows = db.CustomerDays.Where(d => d.Day >= query.From && d.Day <= query.To);
            if (query.Customer is { } customer) rows = rows.Where(d => d.CustomerId == customer.Value);
            if (query.Product is { } product) rows = rows.Where(d => d.ProductId == product.Value);
            var found = await rows.OrderBy(d => d.Day).ThenBy(d => d.CustomerId).ThenBy(d => d.ProductId).ToListAsync(ct);
            return [.. found.GroupBy(d => (d.Day, d.CustomerId, d.ProductId)).Select(g => CustomerDayEntity.ToDay([.. g]))];
        },
        ct);

    public Task<IReadOnlyList<AnalysisValue>> ValuesAsync(CustomerDayQuery query, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AnalysisValue>>(
        async db =>
        {
            var rows = db.AnalysisValues.Where(v => v.Day >= query.From && v.Day <= query.To);
            if (query.Customer is { } customer) rows = rows.Where(v => v.CustomerId == customer.Value);
            if (query.Product is { } product) rows = rows.Where(v => v.ProductId == product.Value);
            var found = await rows.OrderBy(v => v.Day).ThenBy(v => v.CustomerId).ThenBy(v => v.ProductId).ThenBy(v => v.DeviceId).ThenBy(v => v.Metric).ToListAsync(ct);
            return found.ConvertAll(v => v.ToValue());
        },
        ct);
}
