using IotLink.Ingest.Hosting;
using IotLink.Portal;

var builder = WebApplication.CreateBuilder(args);
builder.UseHouseSettings();
builder.WebHost.UseStaticWebAssets(); // outside Development too, when it runs from its build folder
builder.AddIngest();
builder.AddPortal();

await using var app = builder.Build();
app.UsePortal();
app.MapIngest();
await app.RunAsync();
