using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Aggregates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "aggregate_marks",
                columns: table => new
                {
                    shard = table.Column<int>(type: "INTEGER", nullable: false),
                    through = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aggregate_marks", x => x.shard);
                });

            migrationBuilder.CreateTable(
                name: "aggregates",
                columns: table => new
                {
                    span = table.Column<int>(type: "INTEGER", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sealed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aggregates", x => new { x.device_id, x.span, x.start, x.product_id });
                });

            migrationBuilder.InsertData(
                table: "counters",
                columns: new[] { "name", "value" },
                values: new object[] { "aggregates", 0L });

            migrationBuilder.CreateIndex(
                name: "ix_aggregates_open",
                table: "aggregates",
                columns: new[] { "span", "start" },
                filter: "sealed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_aggregates_product_id_span_start",
                table: "aggregates",
                columns: new[] { "product_id", "span", "start" });

            migrationBuilder.CreateIndex(
                name: "IX_aggregates_span_revision",
                table: "aggregates",
                columns: new[] { "span", "revision" });

            migrationBuilder.CreateIndex(
                name: "IX_aggregates_span_start",
                table: "aggregates",
                columns: new[] { "span", "start" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "aggregate_marks");

            migrationBuilder.DropTable(
                name: "aggregates");

            migrationBuilder.DeleteData(
                table: "counters",
                keyColumn: "name",
                keyValue: "aggregates");
        }
    }
}
