using IotLink.Ingest.Hosting;
using IotLink.Portal;

var builder = WebApplication.CreateBuilder(args);
builder.UseHouseSettings();
builder.AddIngest();
builder.AddPortal();

await using var app = builder.Build();
app.UsePortal();
app.MapIngest();
await app.RunAsync();
