using IotLink.Portal;

var builder = WebApplication.CreateBuilder(args);
builder.AddPortal();

await using var app = builder.Build();
app.UsePortal();
await app.RunAsync();
