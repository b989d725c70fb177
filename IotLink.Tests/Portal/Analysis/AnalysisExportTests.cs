using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using IotLink.Core.Accounts;
using IotLink.Core.Aggregates;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Seeds;
using IotLink.Portal.Api;
using IotLink.Portal.Features.Analysis;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Portal.Analysis;

/// <summary>What people take away, and whose it is.</summary>
public sealed class AnalysisExportTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly DateOnly Day = new(2026, 1, 5);
    private static readonly ProductId Product = Sample.Product("prod-a");
    private static readonly Customer First = DemoPlant.Customers[0];
    private static readonly Customer Second = DemoPlant.Customers[1];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_takes_away_its_own_days_with_hangul_in_them()
    {
        await SaveAsync();
        using var client = host.Client(Role.CustomerView, First.Id);
        foreach (var asked in new[] { "", First.Id.Value })
        {
            var text = await client.GetStringAsync($"/api/v1/portal/analysis.csv?from=2026-01-01&to=2026-01-31&customer={asked}", Ct);
            Assert.Equal(["day,customer,product,metric,devices,mean,min,max,sum,count,last,stddev,p50,p95,p99,unit"], text.Trim('\uFEFF').Split("\r\n").Take(1));
            Assert.Contains($"2026-01-05,{First.Name},prod-a,tempC,2,20,10,30,40,2,30,10,", text, StringComparison.Ordinal);
            Assert.Contains($"2026-01-05,{First.Name},prod-a,score,,77,", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Second.Name, text, StringComparison.Ordinal);
        }

        var others = await client.GetStringAsync($"/api/v1/portal/analysis.csv?from=2026-01-01&to=2026-01-31&customer={Second.Id}", Ct);
        Assert.Single(others.TrimEnd().Split("\r\n"));
    }

    [Fact]
    public async Task Staff_see_all_and_the_lab_codes_for_names_and_technicians_nothing()
    {
        await SaveAsync();
        const string address = "/api/v1/portal/analysis.csv?from=2026-01-01&to=2026-01-31";
        var ops = await host.Client(Role.ServiceOps).GetStringAsync(address, Ct);
        Assert.Contains(First.Name, ops, StringComparison.Ordinal);
        Assert.Contains(Second.Name, ops, StringComparison.Ordinal);
        var lab = await host.Client(Role.LabView).GetStringAsync(address, Ct);
        Assert.Contains(First.Code, lab, StringComparison.Ordinal);
        Assert.DoesNotContain(First.Name, lab, StringComparison.Ordinal);
        Assert.Single((await host.Client(Role.ServiceTech).GetStringAsync(address, Ct)).TrimEnd().Split("\r\n"));
        using var nobody = await host.Client().GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task A_spreadsheet_has_numbers_as_numbers_and_texts_as_texts()
    {
        await SaveAsync();
        var bytes = await host.Client(Role.ServiceExec).GetByteArrayAsync("/api/v1/portal/analysis.xlsx?from=2026-01-01&to=2026-01-31", Ct);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            Assert.NotNull(XDocument.Load(part).Root);
        }

        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var rows = XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "row").Select(r => r.Elements().Select(c => c.Value).ToList()).ToList();
        Assert.Contains(rows, r => r[1] == First.Name && r[3] == "tempC" && r[5] == "20");
    }

    [Fact]
    public void A_text_that_looks_like_markup_or_a_formula_stays_a_text()
    {
        using var zip = new ZipArchive(new MemoryStream(Workbook.Write("a<b", ["=1+1"], [["<&\u0001>", double.NaN, 1.5, null]])));
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var cells = XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "c").ToList();
        Assert.Equal(["=1+1", "<&>", "", "1.5", ""], cells.Select(c => c.Value));
        Assert.Equal("inlineStr", cells[0].Attribute("t")?.Value);
    }

    [Fact]
    public void A_range_of_days_is_put_together_exactly()
    {
        var sheet = new AnalysisSheet([DayOf(First, 10, 30), DayOf(First, 50) with { Day = Day.AddDays(1), Devices = 1 }], []);
        var line = Assert.Single(sheet.Metrics);
        Assert.Equal((2, 2, 3, 30d, 50d), (line.Days, line.Devices, line.Values.Count, line.Values.Mean, line.Values.Max));
    }

    private static CustomerDay DayOf(Customer customer, params double[] values)
    {
        var document = new AggregateDocument(new(AggregateSpan.Day, Product, null, Sample.Noon));
        for (var i = 0; i < values.Length; i++) document.OfOrNew("tempC").Add(values[i], new(i, new(0, i + 1), 0));
        return new(Day, customer.Id, Product, values.Length, document.Metrics);
    }

    private Task SaveAsync() => host.Services.GetRequiredService<ICustomerDayStore>().SaveAsync(
        new(Day, 1, "f", [DayOf(First, 10, 30), DayOf(Second, 5)], [new(Day, First.Id, Product, null, "score", "score", 1, 77, null)]), Sample.Noon, Ct);
}
