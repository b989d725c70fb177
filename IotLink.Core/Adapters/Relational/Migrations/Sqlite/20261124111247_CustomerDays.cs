using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IotLink.Core.Adapters.Relational.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CustomerDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "analysis_values",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    customer_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    device_id = table.Column<string>(type: "TEXT", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    formula = table.Column<string>(type: "TEXT", nullable: false),
                    formula_version = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_analysis_values", x => new { x.day, x.customer_id, x.product_id, x.device_id, x.metric });
                });

            migrationBuilder.CreateTable(
                name: "customer_day_marks",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    formulas = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customer_day_marks", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "customer_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    customer_id = table.Column<string>(type: "TEXT", nullable: false),
                    product_id = table.Column<string>(type: "TEXT", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    devices = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                    sum = table.Column<double>(type: "REAL", nullable: false),
                    min = table.Column<double>(type: "REAL", nullable: false),
                    max = table.Column<double>(type: "REAL", nullable: false),
                    mean = table.Column<double>(type: "REAL", nullable: false),
                    std_dev = table.Column<double>(type: "REAL", nullable: false),
                    p50 = table.Column<double>(type: "REAL", nullable: false),
                    p95 = table.Column<double>(type: "REAL", nullable: false),
                    p99 = table.Column<double>(type: "REAL", nullable: false),
                    last = table.Column<double>(type: "REAL", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customer_days", x => new { x.day, x.customer_id, x.product_id, x.metric });
                });

            migrationBuilder.CreateIndex(
                name: "IX_analysis_values_customer_id_product_id_day",
                table: "analysis_values",
                columns: new[] { "customer_id", "product_id", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_customer_days_customer_id_product_id_day",
                table: "customer_days",
                columns: new[] { "customer_id", "product_id", "day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "analysis_values");

            migrationBuilder.DropTable(
                name: "customer_day_marks");

            migrationBuilder.DropTable(
                name: "customer_days");
        }
    }
}
